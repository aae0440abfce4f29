package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;

/** Who trains; all of them LeNet-5 with SiLU from the weights of one model, with Adam. */
public enum TrainerPeer {
    /** This engine. */
    LANEWISE {
        @Override
        public PeerTrainer prepare(Model model, int batch, int threads, float learningRate) {
            return new LanewiseTrainer(model, batch, threads, learningRate);
        }
    },
    /** PyTorch through DJL. */
    PYTORCH {
        @Override
        public PeerTrainer prepare(Model model, int batch, int threads, float learningRate) {
            return new PytorchLenet5(model, batch, threads, learningRate);
        }
    },
    /** TensorFlow Java. */
    TENSORFLOW {
        @Override
        public PeerTrainer prepare(Model model, int batch, int threads, float learningRate) {
            return new TensorFlowLenet5(model, batch, threads, learningRate);
        }
    };

    /**
     * A trainer that begins with the model's weights.
     *
     * @param model {@link PeerData#model}
     */
    public abstract PeerTrainer prepare(Model model, int batch, int threads, float learningRate);
}
