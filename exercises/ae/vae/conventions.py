from ....reference.vae import VAE


class summed_over_batch(VAE):
    def loss(self, x, eps):
        return super().loss(x, eps) * len(x)

    def gradient(self, x, eps):
        return {name: grad * len(x) for name, grad in super().gradient(x, eps).items()}
