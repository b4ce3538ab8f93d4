# mistake: dt/dx taken as 2, as if y were x too
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = 2
    return dz_dt * dt_dx
