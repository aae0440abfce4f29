package dev.lanewise.engine.train;

import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.nn.ParameterRole;
import dev.lanewise.engine.nn.Shape;
import java.util.List;
import java.util.Map;

/** A program's own layer: a·sin(ω·x) with an a that is trained and begins at 1. */
final class ScaledSine extends CustomLayer {
    static final String TYPE = "example.sine";
    private final float omega;

    ScaledSine(float omega) {
        super(TYPE);
        this.omega = omega;
    }

    static ScaledSine of(Map<String, Object> attributes) {
        return new ScaledSine(((Number) attributes.get("omega")).floatValue());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("omega", omega);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(Parameter.of("scale", ParameterRole.SCALE, List.of(1), 1, 1));
    }

    @Override
    public void forward(Shape input, float[] parameters, float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] = parameters[0] * (float) StrictMath.sin(omega * x[i]);
        }
    }

    @Override
    public void backward(Shape input, float[] parameters, float[] x, float[] y, float[] dy,
            float[] dx, float[] dParameters) {
        for (int i = 0; i < x.length; i++) {
            dx[i] = dy[i] * parameters[0] * omega * (float) StrictMath.cos(omega * x[i]);
            dParameters[0] += dy[i] * (float) StrictMath.sin(omega * x[i]);
        }
    }
}
