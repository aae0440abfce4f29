package dev.lanewise.onnx.writer;

import dev.lanewise.engine.nn.Activation;
import dev.lanewise.onnx.proto.AttributeProto;
import java.util.List;

/** Activations without parameters of their own as operators of ONNX. */
record ActivationWriter(GraphWriter graph, int opset) {
    private static final float SIXTH = 1f / 6;
    private static final float TWO_THIRDS = 2f / 3;
    private static final float HEIGHT = 1.7159f;
    private static final float ROOT_OF_2 = (float) 1.4142135623730951;
    /** The first version with an operator for GELU. */
    private static final int GELU = 20;

    /** Adds the operators, the last of which makes {@code name}; returns that. */
    String write(Activation activation, String name, String in) {
        return switch (activation) {
            case RELU -> graph.add("Relu", name, List.of(in));
            case TANH -> graph.add("Tanh", name, List.of(in));
            case SIGMOID -> graph.add("Sigmoid", name, List.of(in));
            case SOFTPLUS -> graph.add("Softplus", name, List.of(in));
            case HARD_SWISH -> graph.add("HardSwish", name, List.of(in));
            case HARD_SIGMOID -> graph.add("HardSigmoid", name, List.of(in),
                    AttributeProto.of("alpha", SIXTH), AttributeProto.of("beta", 0.5f));
            case SILU -> graph.add("Mul", name,
                    List.of(in, graph.add("Sigmoid", name + ".sigmoid", List.of(in))));
            case SCALED_TANH -> times(name, graph.add("Tanh", name + ".tanh",
                    List.of(times(name + ".scaled", in, TWO_THIRDS))), HEIGHT);
            case GELU -> opset >= GELU ? graph.add("Gelu", name, List.of(in)) : gelu(name, in);
        };
    }

    private String times(String name, String in, float factor) {
        return graph.add("Mul", name, List.of(in, graph.number(name + ".factor", factor)));
    }

    /** In the form of PyTorch's exporter: {@code x·(1 + erf(x/√2))/2}. */
    private String gelu(String name, String in) {
        String scaled = graph.add("Div", name + ".scaled",
                List.of(in, graph.number(name + ".root", ROOT_OF_2)));
        String erf = graph.add("Erf", name + ".erf", List.of(scaled));
        String twice = graph.add("Add", name + ".twice",
                List.of(erf, graph.number(name + ".one", 1)));
        return times(name, graph.add("Mul", name + ".product", List.of(in, twice)), 0.5f);
    }
}
