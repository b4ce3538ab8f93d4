from ....reference.rbm import DBN
from ...checking.greedy_mistakes import predicting_scores, summing

VARIANTS = {
    "predict_gives_scores": predicting_scores(DBN),
    "summed_over_batch": summing(DBN),
    "predict_gives_scores+summed_over_batch": predicting_scores(summing(DBN)),
}
