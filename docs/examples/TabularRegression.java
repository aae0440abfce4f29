import dev.lanewise.engine.data.*;
import dev.lanewise.engine.loss.*;
import dev.lanewise.engine.metric.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.engine.nn.*;
import dev.lanewise.engine.train.*;

/** Learns the price of a flat from a table of four columns whose values differ by orders of magnitude. */
void main() {
    Random random = new Random(1);
    float[][] x = new float[4000][];
    float[][] price = new float[x.length][];
    for (int i = 0; i < x.length; i++) {
        float area = 20 + 130 * random.nextFloat();      // square metres
        float rooms = 1 + random.nextInt(5);
        float age = 100 * random.nextFloat();            // years
        float distance = 20_000 * random.nextFloat();    // metres to the centre
        x[i] = new float[]{area, rooms, age, distance};
        price[i] = new float[]{(float) ((area * (4 + 3 * Math.exp(-distance / 5000)) + 10 * rooms)
                * (1 - 0.004 * age) + 20 * random.nextGaussian())};    // thousands
    }
    List<Dataset> parts = Dataset.of(x, price).split(0.8, 1);
    Dataset train = parts.getFirst();
    Dataset test = parts.getLast();

    Network network = Network.input(4).dense(32).relu().dense(32).relu().dense(1).build();
    try (Trainer trainer = Trainer.of(network)
            .normalization(Normalization.fit(train))     // stored in the model
            .loss(Loss.meanSquaredError())
            .optimizer(Adam.of(0.01))
            .schedule(Schedule.cosine())
            .seed(1)
            .build()) {
        List<EpochResult> epochs = trainer.fit(train, 40).epochs();
        IO.println("training loss " + epochs.getFirst().loss() + " to " + epochs.getLast().loss());

        Model model = trainer.model();
        Evaluation evaluation = model.evaluate(test, Metric.r2(), Metric.meanAbsoluteError());
        IO.println("test R2 " + evaluation.metric("r2") + ", mean absolute error "
                + evaluation.metric("mae"));
        IO.println("80 square metres: " + model.outputs(new float[]{80, 3, 30, 2500})[0]);
    }
}
