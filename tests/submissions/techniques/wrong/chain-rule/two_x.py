# mistake: 2x: y is forgotten
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * x
    dt_dx = 1
    return dz_dt * dt_dx
