# mistake: dt/dx taken as x
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = x
    return dz_dt * dt_dx
