package dev.lanewise.engine.plan;

/** A step whose forward and backward passes are laps of a clock. */
final class TimedStep implements Step {
    private final Step step;
    private final LapClock clock;
    private final int forwardLap;
    private final int backwardLap;

    TimedStep(Step step, LapClock clock, int forwardLap, int backwardLap) {
        this.step = step;
        this.clock = clock;
        this.forwardLap = forwardLap;
        this.backwardLap = backwardLap;
    }

    /** What is timed. */
    Step step() {
        return step;
    }

    @Override
    public void prepare(float[] parameters, PreparedWeights shared) {
        step.prepare(parameters, shared);
    }

    @Override
    public void forward(Pass pass) {
        step.forward(pass);
        clock.lap(forwardLap);
    }

    @Override
    public void backward(Pass pass) {
        step.backward(pass);
        clock.lap(backwardLap);
    }
}
