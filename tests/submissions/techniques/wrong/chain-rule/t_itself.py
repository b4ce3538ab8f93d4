# mistake: the 2 is missing
def dz_dx(x, y):
    t = x + y
    dz_dt = t
    dt_dx = 1
    return dz_dt * dt_dx
