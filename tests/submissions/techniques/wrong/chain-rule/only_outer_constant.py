# mistake: dz/dt taken as 2
def dz_dx(x, y):
    t = x + y
    dz_dt = 2
    dt_dx = 1
    return dz_dt * dt_dx
