package dev.lanewise.bench.peers;

import dev.lanewise.engine.model.Model;

/** Whose inference runs; all of them with the weights of one model. */
public enum NetworkPeer {
    /** This engine. */
    LANEWISE {
        @Override
        public PeerNetwork prepare(Model model, int batch, int threads) {
            return new LanewiseNetwork(model, batch, threads);
        }
    },
    /** ONNX Runtime. */
    ONNXRUNTIME {
        @Override
        public PeerNetwork prepare(Model model, int batch, int threads) {
            return new OnnxRuntimeNetwork(model, batch, threads);
        }
    },
    /** PyTorch through DJL. */
    PYTORCH {
        @Override
        public PeerNetwork prepare(Model model, int batch, int threads) {
            return new PytorchNetwork(model, batch, threads);
        }
    },
    /** TensorFlow Java, which knows LeNet-5 alone. */
    TENSORFLOW {
        @Override
        public PeerNetwork prepare(Model model, int batch, int threads) {
            return new TensorFlowLenet5(model, batch, threads, 0);
        }
    };

    /** A network with the model's weights. */
    public abstract PeerNetwork prepare(Model model, int batch, int threads);
}
