# mistake: 2 * x + y: brackets forgotten
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = 1
    return 2 * x + y
