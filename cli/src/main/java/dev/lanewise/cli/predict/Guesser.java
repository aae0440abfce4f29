package dev.lanewise.cli.predict;

import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.run.PixelRange;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.nn.Network;
import java.util.function.Function;

/**
 * Guesses what images show.
 *
 * @param named the model
 * @param predictor predicts with it from raw values
 * @param minProbability below which a guess is not sure
 */
record Guesser(NamedModel named, Function<float[], Prediction> predictor, double minProbability) {

    /**
     * What is given for an image must be a probability of every class, whatever the weights are.
     *
     * @param shown what failures call the image
     * @throws ModelException if the model can't be used on it
     */
    Guess guess(String shown, Prepared image) {
        Network network = named.model().network();
        String subject = "Model " + named.name() + " can't be used on " + shown + ": ";
        if (!image.sample().shape().equals(network.inputShape())) {
            throw new ModelException(subject + "The network's input must be "
                    + network.inputShape() + ", but the image is " + image.sample().shape()
                    + "; use data of that size or a network for this one.");
        }
        try {
            return new Guess(image, predictor.apply(seen(image).values()), minProbability);
        } catch (ArithmeticException | IllegalStateException | IllegalArgumentException e) {
            throw new ModelException(subject + e.getMessage(), e);
        }
    }

    /** The pixels of an image in the range that the model was trained on. */
    Sample seen(Prepared image) {
        return image.picture() ? PixelRange.of(named.model()).take(image.sample())
                : image.sample();
    }
}
