EPS = 1e-7
H = 1e-4
LR = 0.01
