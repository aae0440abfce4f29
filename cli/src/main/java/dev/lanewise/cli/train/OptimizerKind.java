package dev.lanewise.cli.train;

/** The optimizers that can be named on the command line. */
public enum OptimizerKind {
    /** Stochastic gradient descent. */
    SGD,
    /** Adam (Kingma, Ba 2015). */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov, Hutter 2019). */
    ADAMW,
    /** Stochastic diagonal Levenberg-Marquardt (LeCun et al. 1998). */
    SDLM;

    /**
     * This optimizer with the values usual for it, PyTorch's defaults or the paper's: what is taken where a recipe
     * has another optimizer, whose learning rate would mean something else.
     */
    public OptimizerSettings usual() {
        return switch (this) {
            case SGD -> new OptimizerSettings(this, 0.01, 0, false, 0);
            case ADAM -> new OptimizerSettings(this, 0.001, 0, false, 0);
            case ADAMW -> new OptimizerSettings(this, 0.001, 0, false, 0.01);
            case SDLM -> new OptimizerSettings(this, 5e-4, 0, false, 0);
        };
    }
}
