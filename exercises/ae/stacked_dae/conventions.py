from ....reference.denoising_autoencoder import StackedDenoisingAutoencoder
from ...checking.greedy_mistakes import predicting_scores, summing

VARIANTS = {
    "predict_gives_scores": predicting_scores(StackedDenoisingAutoencoder),
    "summed_over_batch": summing(StackedDenoisingAutoencoder),
    "predict_gives_scores+summed_over_batch": predicting_scores(summing(StackedDenoisingAutoencoder)),
}
