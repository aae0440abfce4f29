package dev.lanewise.cli.predict;

import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.engine.data.Sample;
import dev.lanewise.engine.model.LayerOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what pictures show as {@code predict} does, to the same bits. For any number of threads. */
public final class PictureAnswers {
    /** What {@code predict} calls a picture that has no name. */
    private static final String NAME = "-";
    private static final String SHOWN = "the picture";

    private final NamedModel named;
    private final long mostPixels;
    private final Guesser guesser;

    /**
     * What one picture shows and how the network came to it.
     *
     * @param record the answer as a JSON object
     * @param image the 28×28 pixels that the network saw, bytes
     * @param layers the output of every layer
     */
    public record Look(Map<String, @Nullable Object> record, Sample image,
            List<LayerOutput> layers) {}

    /**
     * Answers by a model.
     *
     * @param named the model, of MNIST's shape
     * @param minProbability below which an answer is not sure
     * @param mostPixels that a picture may have
     */
    public PictureAnswers(NamedModel named, double minProbability, long mostPixels) {
        this.named = named;
        this.mostPixels = mostPixels;
        this.guesser = new Guesser(named, named.model()::predict, minProbability);
    }

    /**
     * The JSON object that {@code predict --json} prints of a picture on standard input.
     *
     * @throws dev.lanewise.mnist.DataException if it is no picture of one digit
     * @throws dev.lanewise.cli.base.ModelException if the model has no finite answer
     */
    public Map<String, @Nullable Object> answer(byte[] picture) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("model", named.name());
        record.put("images",
                List.of(new Reading(NAME, List.of(guess(prepare(picture))), false).record()));
        return record;
    }

    /**
     * What a picture shows, with all that leads to it.
     *
     * @throws dev.lanewise.mnist.DataException if it is no picture of one digit
     * @throws dev.lanewise.cli.base.ModelException if the model has no finite answer
     */
    public Look look(byte[] picture) {
        Prepared prepared = prepare(picture);
        return new Look(guess(prepared).record(), prepared.sample(),
                named.model().layerOutputs(guesser.seen(prepared)));
    }

    private Prepared prepare(byte[] picture) {
        return Prepared.digits(SHOWN, picture, mostPixels, false).getFirst();
    }

    private Guess guess(Prepared image) {
        return guesser.guess(SHOWN, image);
    }
}
