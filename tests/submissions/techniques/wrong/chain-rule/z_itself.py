# mistake: z itself and not its derivative
def dz_dx(x, y):
    t = x + y
    dz_dt = 2 * t
    dt_dx = 1
    return t ** 2
