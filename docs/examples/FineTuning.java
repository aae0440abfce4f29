import dev.lanewise.engine.data.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.engine.nn.*;
import dev.lanewise.engine.train.*;
import dev.lanewise.mnist.*;

/** Teaches a network that knows ten digits to tell odd from even ones, from 500 images. */
void main() {
    Dataset train = oddOrEven(Mnist.load().train(), 500);
    Dataset test = oddOrEven(Mnist.load().test(), 2000);
    Model pretrained = Lenet5.pretrained();

    // The same layers with another last one: its parameters begin at random, all others as they were.
    Network network = Lenet5.of(Activation.SILU, 2);
    TrainerBuilder options = Trainer.of(network)
            .weights(pretrained)
            .normalization(pretrained.normalization())
            .trainable(parameter -> !parameter.name().startsWith("conv"))
            .classNames(List.of("even", "odd"))
            .optimizer(Adam.of(0.001))
            .seed(1);
    IO.println("new: " + options.drawn().stream().map(Parameter::name).toList());
    try (Trainer trainer = options.build()) {
        trainer.fit(train, 5);
        Model model = trainer.model();
        IO.println("test accuracy " + model.evaluate(test).accuracy());
        IO.println("first image " + model.classify(test.image(0).values(), 2));

        float[] before = pretrained.parameters();
        float[] after = model.parameters();
        for (Parameter parameter : network.parameters()) {
            int from = parameter.offset();
            int to = from + parameter.size();
            if (to <= before.length) {
                boolean same = Arrays.equals(before, from, to, after, from, to);
                IO.println(parameter.name() + (same ? " is as before" : " has learned"));
            }
        }
    }
}

/** The first images of a data set with new labels: 0 for even digits, 1 for odd ones. */
Dataset oddOrEven(Dataset digits, int count) {
    float[][] x = new float[count][digits.shape().size()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
        digits.read(i, x[i], 0);
        labels[i] = digits.label(i) % 2;
    }
    return Dataset.of(digits.shape(), x, labels);
}
