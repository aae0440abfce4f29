package dev.lanewise.engine.source;

import dev.lanewise.engine.backend.Winograd;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Add;
import dev.lanewise.engine.nn.AveragePool2d;
import dev.lanewise.engine.nn.BatchNorm;
import dev.lanewise.engine.nn.Border;
import dev.lanewise.engine.nn.Clip;
import dev.lanewise.engine.nn.Concat;
import dev.lanewise.engine.nn.ConstantPad2d;
import dev.lanewise.engine.nn.Conv2d;
import dev.lanewise.engine.nn.ConvTranspose2d;
import dev.lanewise.engine.nn.CustomLayer;
import dev.lanewise.engine.nn.Dense;
import dev.lanewise.engine.nn.Dropout;
import dev.lanewise.engine.nn.Elu;
import dev.lanewise.engine.nn.Flatten;
import dev.lanewise.engine.nn.GlobalPool2d;
import dev.lanewise.engine.nn.GroupNorm;
import dev.lanewise.engine.nn.LayerExtension;
import dev.lanewise.engine.nn.LayerNorm;
import dev.lanewise.engine.nn.LeakyRelu;
import dev.lanewise.engine.nn.LogSoftmax;
import dev.lanewise.engine.nn.MaxPool2d;
import dev.lanewise.engine.nn.Node;
import dev.lanewise.engine.nn.PRelu;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.nn.Softmax;
import dev.lanewise.engine.nn.Upsample2d;
import dev.lanewise.engine.plan.NormFactors;
import dev.lanewise.engine.plan.WinogradForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The expression that computes a layer: the one place that knows which method does. */
record LayerSource(ClassText text) {

    /** The expression of a node whose inputs have these names. */
    String expression(Node node, List<String> inputs) {
        String in = inputs.getFirst();
        int channels = node.input().channels();
        return switch (node.layer()) {
            case Conv2d c -> convolution(c, node, in);
            case ConvTranspose2d c -> transposed(c, node, in);
            case Dense d -> text.call(MapPart.DENSE, in, d.units(), text.weights(node.weight()),
                    text.weights(node.bias()));
            case Activation a -> text.call(FunctionPart.valueOf(a.name()), in);
            case LeakyRelu l ->
                    text.call(FunctionPart.LEAKY_RELU, in, ClassText.literal(l.slope()));
            case Elu e -> text.call(FunctionPart.ELU, in, ClassText.literal(e.alpha()));
            case Clip c -> text.call(FunctionPart.CLIP, in, ClassText.literal(c.low()),
                    ClassText.literal(c.high()));
            case PRelu rectifier ->
                    text.call(MapPart.PRELU, in, channels, text.weights(node.weight()));
            case ConstantPad2d p -> text.call(MapPart.PAD, in, ClassText.extents(node.input()),
                    ClassText.extents(node.output()), p.top(), p.left(),
                    ClassText.literal(p.value()));
            case MaxPool2d p -> text.call(MapPart.MAX_POOL, in, ClassText.extents(node.input()),
                    ClassText.extents(node.output()),
                    ClassText.ints(p.windowHeight(), p.windowWidth(), p.strideHeight(),
                            p.strideWidth(), p.paddingHeight(), p.paddingWidth()));
            case AveragePool2d p -> averagePool(p, node.input(), node.output(), in);
            case GlobalPool2d p -> text.call(p == GlobalPool2d.MAX ? MapPart.GLOBAL_MAX
                    : MapPart.GLOBAL_AVERAGE, in, channels);
            case Upsample2d u -> text.call(MapPart.UPSAMPLE, in, ClassText.extents(node.input()),
                    u.factor(), u.mode() == Upsample2d.Mode.BILINEAR);
            case BatchNorm norm -> batchNorm(node, in);
            case GroupNorm n -> norm(node, in, n.groups(), n.epsilon());
            case LayerNorm n -> norm(node, in, 1, n.epsilon());
            case Softmax softmax -> text.call(MapPart.SOFTMAX, in, channels);
            case LogSoftmax softmax -> text.call(MapPart.LOG_SOFTMAX, in, channels);
            case Add sum -> inputs.stream().reduce((a, b) -> text.call(MapPart.ADD, a, b)).get();
            case Concat concat -> text.call(MapPart.CONCATENATE, inputs.toArray());
            case Dropout dropout -> in;
            case Flatten flatten -> in;
            case CustomLayer custom -> throw unknown(node);
            case LayerExtension e -> {
                if (!(e instanceof SourcedLayer layer)) {
                    throw unknown(node);
                }
                yield layer.expression(text, node, in);
            }
        };
    }

    private static IllegalArgumentException unknown(Node node) {
        return new IllegalArgumentException("Layer " + node.name() + " must be one of Lanewise's to"
                + " be written as Java source, but is a " + node.layer().type()
                + "; call its program instead.");
    }

    private String convolution(Conv2d c, Node node, String in) {
        Border border = c.border(node.input());
        int weight = text.weights(node.weight());
        int bias = text.weights(node.bias());
        Optional<Winograd> form = WinogradForm.of(node);
        if (form.isEmpty()) {
            return plain(c, node, in, weight, bias);
        }
        int taps = form.get().taps();
        String points = node.name().toUpperCase(Locale.ROOT);
        text.field("private static final float[] " + points + " = "
                + text.call(WinogradPart.POINTS, weight, node.weight().size() / taps, taps) + ";");
        return text.call(WinogradPart.WINOGRAD, in, ClassText.extents(node.input()),
                ClassText.extents(node.output()),
                ClassText.ints(c.kernelHeight(), taps, border.top(), border.left()), points, bias);
    }

    private String plain(Conv2d c, Node node, String in, int weight, int bias) {
        Border border = c.border(node.input());
        return text.convolution(in, node.input(), node.output(),
                new int[]{c.kernelHeight(), c.kernelWidth(), c.strideHeight(), c.strideWidth(),
                        c.dilationHeight(), c.dilationWidth(), border.top(), border.left()},
                c.groups(), weight, bias);
    }

    private String transposed(ConvTranspose2d c, Node node, String in) {
        return text.call(MapPart.TRANSPOSED, in, ClassText.extents(node.input()),
                ClassText.extents(node.output()),
                ClassText.ints(c.kernelHeight(), c.kernelWidth(), c.strideHeight(), c.strideWidth(),
                        c.dilationHeight(), c.dilationWidth(), c.padding().top(),
                        c.padding().left()),
                c.groups(), text.weights(node.weight()), text.weights(node.bias()));
    }

    private String averagePool(AveragePool2d p, Shape input, Shape output, String in) {
        return text.averagePool(in, input, output,
                new int[]{p.windowHeight(), p.windowWidth(), p.strideHeight(), p.strideWidth(),
                        p.paddingHeight(), p.paddingWidth(), p.countIncludePad() ? 1 : 0});
    }

    private String batchNorm(Node node, String in) {
        NormFactors factors = NormFactors.of(node, parameter -> text.values(parameter));
        return text.affine(in, node.input().channels(), text.weights(factors.scales()),
                text.weights(factors.shifts()));
    }

    private String norm(Node node, String in, int groups, float epsilon) {
        return text.call(MapPart.NORM, in, groups, ClassText.literal(epsilon),
                node.weight().size(), text.weights(node.weight()), text.weights(node.bias()));
    }
}
