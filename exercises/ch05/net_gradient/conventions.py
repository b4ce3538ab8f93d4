from ...checking.two_layer import net

VARIANTS = {"hidden__sigmoid": net("sigmoid+scores")}
