import numpy


def make_sine_windows(series, length):
    contexts, target = [], []
    for idx in range(0, len(series) - length):
        contexts.append(series[idx:idx + length])
        target.append(series[idx + length])

    contexts = numpy.array(contexts).reshape(-1, length, 1)
    target = numpy.array(target).reshape(-1, 1)
    return contexts, target


def make_adding_problem(n, length, rng):
    x = numpy.zeros((n, length, 2))
    t = numpy.zeros(n)
    for i in range(n):
        x[i, :, 0] = rng.random(length)
        a = rng.integers(0, length // 2)
        b = rng.integers(length // 2, length)
        x[i, [a, b], 1] = 1
        t[i] = x[i, a, 0] + x[i, b, 0]
    return x, t
