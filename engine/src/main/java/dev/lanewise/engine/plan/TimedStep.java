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

    @Override
    public void prepare(float[] parameters) {
        step.prepare(parameters);
    }

    @Override
    public void forward(float[] parameters) {
        step.forward(parameters);
        clock.lap(forwardLap);
    }

    @Override
    public void backward(float[] parameters, BatchGradient sink, int tile) {
        step.backward(parameters, sink, tile);
        clock.lap(backwardLap);
    }

    @Override
    public void curvature(CurvaturePass pass) {
        step.curvature(pass);
        clock.lap(backwardLap);
    }
}
