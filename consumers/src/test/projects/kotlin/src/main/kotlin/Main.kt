package example

import dev.lanewise.engine.data.Dataset
import dev.lanewise.engine.kernel.Kernels
import dev.lanewise.engine.nn.Network
import dev.lanewise.engine.nn.Padding
import dev.lanewise.engine.nn.Shape
import dev.lanewise.engine.train.Adam
import dev.lanewise.engine.train.Trainer
import dev.lanewise.mnist.Lenet5
import dev.lanewise.onnx.OnnxModels
import dev.lanewise.onnx.OnnxOptions
import java.security.MessageDigest
import java.util.HexFormat

private const val SIDE = 8
private const val CLASSES = 3

/** The program of the other places, in Kotlin. */
fun main() {
    val digest = MessageDigest.getInstance("SHA-256")
    val data = Dataset.of(Shape(1, SIDE, SIDE), stripes(96, SIDE * SIDE), IntArray(96) { it % CLASSES })
    val network = Network.input(1, SIDE, SIDE)
        .conv2d(4, 3, Padding.SAME)
        .maxPool(2)
        .silu()
        .dense(CLASSES)
        .build()
    val sample = stripes(1, SIDE * SIDE)[0]
    Trainer.of(network).optimizer(Adam.of(0.01)).batchSize(32).threads(2).seed(1).build().use { trainer ->
        trainer.fit(data, 3)
        val model = trainer.model()
        digest.add(model.parameters())
        digest.add(model.outputs(sample))
        val copy = OnnxModels.read("copy", OnnxModels.toByteArray(model, OnnxOptions.of()))
        digest.add(copy.outputs(sample))
    }
    digest.add(Lenet5.pretrained().outputs(stripes(1, 28 * 28)[0]))
    println("kernels: ${Kernels.auto().info().backend()}")
    println("fingerprint: ${HexFormat.of().formatHex(digest.digest())}")
}

private fun stripes(samples: Int, length: Int) = Array(samples) { i ->
    FloatArray(length) { j -> ((j * (1 + i % CLASSES) + i) % 5 - 2).toFloat() }
}

private fun MessageDigest.add(values: FloatArray) = values.forEach { value ->
    val bits = (value + 0f).toBits() // -0 is as good as 0
    for (shift in 0 until Int.SIZE_BITS step Byte.SIZE_BITS) {
        update((bits shr shift).toByte())
    }
}
