package dev.lanewise.bench.peers;

/** Who trains; all of them from the same weights, with Adam. */
public enum TrainerPeer {
    /** This engine. */
    LANEWISE {
        @Override
        public PeerTrainer prepare(PeerModel of, int batch, int threads, float learningRate) {
            return new LanewiseTrainer(of, batch, threads, learningRate);
        }
    },
    /** PyTorch through DJL. */
    PYTORCH {
        @Override
        public PeerTrainer prepare(PeerModel of, int batch, int threads, float learningRate) {
            return new PytorchNetwork(of, batch, threads, learningRate);
        }
    },
    /** TensorFlow Java, which knows LeNet-5 alone. */
    TENSORFLOW {
        @Override
        public PeerTrainer prepare(PeerModel of, int batch, int threads, float learningRate) {
            return new TensorFlowLenet5(of.model(), batch, threads, learningRate);
        }
    };

    /**
     * A trainer that begins with the weights of {@link PeerModel#model}.
     *
     * @throws IllegalArgumentException if it doesn't know the network
     */
    public abstract PeerTrainer prepare(PeerModel of, int batch, int threads, float learningRate);
}
