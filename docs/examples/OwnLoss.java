import dev.lanewise.engine.data.*;
import dev.lanewise.engine.loss.*;
import dev.lanewise.engine.model.*;
import dev.lanewise.engine.nn.*;
import dev.lanewise.engine.train.*;

/** The quantile loss (Koenker, Bassett 1978): lowest where a share q of the targets is below the output. */
record Quantile(double q) implements CustomLoss {
    @Override
    public String name() {
        return "Quantile" + Math.round(100 * q);
    }

    @Override
    public double value(float[] outputs, float[] target) {
        double error = target[0] - outputs[0];
        return error >= 0 ? q * error : (q - 1) * error;
    }

    @Override
    public void gradient(float[] outputs, float[] target, float[] gradient) {
        gradient[0] = (float) (target[0] >= outputs[0] ? -q : 1 - q);
    }
}

/** How long is a delivery, at most, in nine cases of ten? Delays grow with the distance. */
void main() {
    Random random = new Random(1);
    float[][] kilometres = new float[5000][1];
    float[][] hours = new float[kilometres.length][1];
    for (int i = 0; i < hours.length; i++) {
        kilometres[i][0] = 10 * random.nextFloat();
        hours[i][0] = 1 + kilometres[i][0] * (0.2f - 0.1f * (float) Math.log(random.nextFloat()));
    }
    List<Dataset> parts = Dataset.of(kilometres, hours).split(0.8, 1);
    Dataset test = parts.getLast();

    Network network = Network.input(1).dense(16).relu().dense(1).build();
    try (Trainer trainer = Trainer.of(network)
            .normalization(Normalization.fit(parts.getFirst()))
            .loss(Loss.custom(new Quantile(0.9)))
            .optimizer(Adam.of(0.01))
            .seed(1)
            .build()) {
        List<EpochResult> epochs = trainer.fit(parts.getFirst(), 20).epochs();
        IO.println("training loss " + epochs.getFirst().loss() + " to " + epochs.getLast().loss());

        Model model = trainer.model();
        int met = 0;
        float[] target = new float[1];
        for (int i = 0; i < test.size(); i++) {
            test.target(i, target, 0);
            met += target[0] <= model.outputs(test.image(i).values())[0] ? 1 : 0;
        }
        IO.println("in time " + (double) met / test.size());
    }
}
