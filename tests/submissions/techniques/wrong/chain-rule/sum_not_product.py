# mistake: the two derivatives are added
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = 1
    return dz_dt + dt_dx
