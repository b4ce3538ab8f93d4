import numpy as np


class GradientDescent:
    def __init__(self, learning_rate=0.01):
        self.learning_rate = learning_rate

    def update(self, parameters, grads):
        for l in parameters:
            parameters[l] = parameters[l] - self.learning_rate * grads[l]
        return parameters


class Momentum:
    # exponentially weighted average scaled so that lr keeps its meaning
    def __init__(self, learning_rate=0.01, beta=0.9):
        self.learning_rate = learning_rate
        self.beta = beta
        self.v = {}

    def update(self, parameters, grads):
        for l in parameters:
            if l not in self.v:
                self.v[l] = np.zeros(parameters[l].shape)
            self.v[l] = self.beta * self.v[l] + grads[l]
            parameters[l] = parameters[l] - self.learning_rate * self.v[l]
        return parameters


class AdaGrad:
    def __init__(self, learning_rate=0.01, epsilon=1e-8):
        self.learning_rate = learning_rate
        self.epsilon = epsilon
        self.cache = {}

    def update(self, parameters, grads):
        for l in parameters:
            self.cache[l] = self.cache.get(l, np.zeros_like(parameters[l])) + np.square(grads[l])
            parameters[l] = parameters[l] - self.learning_rate * grads[l] / (np.sqrt(self.cache[l]) + self.epsilon)
        return parameters


class RMSprop:
    def __init__(self, learning_rate=0.01, beta=0.9, epsilon=1e-8):
        self.learning_rate = learning_rate
        self.beta = beta
        self.epsilon = epsilon
        self.s = {}

    def update(self, parameters, grads):
        for l in parameters:
            self.s.setdefault(l, np.zeros_like(parameters[l]))
            self.s[l] = self.beta * self.s[l] + (1 - self.beta) * np.power(grads[l], 2)
            parameters[l] = parameters[l] - self.learning_rate * grads[l] / (np.sqrt(self.s[l]) + self.epsilon)
        return parameters


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-8):
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.t = 0
        self.v = {}
        self.s = {}

    def update(self, parameters, grads):
        self.t = self.t + 1
        v_corrected = {}
        s_corrected = {}
        for l in parameters:
            if l not in self.v:
                self.v[l] = np.zeros(parameters[l].shape)
                self.s[l] = np.zeros(parameters[l].shape)
            self.v[l] = self.beta_1 * self.v[l] + (1 - self.beta_1) * grads[l]
            v_corrected[l] = self.v[l] / (1 - np.power(self.beta_1, self.t))
            self.s[l] = self.beta_2 * self.s[l] + (1 - self.beta_2) * np.power(grads[l], 2)
            s_corrected[l] = self.s[l] / (1 - np.power(self.beta_2, self.t))
            parameters[l] = parameters[l] - self.learning_rate * v_corrected[l] / (np.sqrt(s_corrected[l]) + self.epsilon)
        return parameters
