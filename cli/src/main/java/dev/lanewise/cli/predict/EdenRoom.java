package dev.lanewise.cli.predict;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * Sees to it that the JDK's decoder of JPEG needs no collection of garbage while it makes the text of a
 * warning. It makes it while it holds arrays in place (JNI critical sections); the serial and the
 * parallel collector would wait for their release, that is, for themselves, and the process would stand
 * still. So there is always room for such a text: it is looked for whenever the decoder calls back and
 * holds nothing.
 */
final class EdenRoom implements IIOReadProgressListener {
    /** More than the decoder allocates from one call to the next, a twentieth of a picture. */
    private static final long ENOUGH = 6 << 20;
    /** Where those collectors, and no others, make new objects. */
    private static final Set<String> EDENS = Set.of("Eden Space", "PS Eden Space");

    private final MemoryPoolMXBean[] edens = ManagementFactory.getMemoryPoolMXBeans()
            .stream()
            .filter(pool -> EDENS.contains(pool.getName()))
            .toArray(MemoryPoolMXBean[]::new);
    /** Of a heap that is full; then a collection makes no room. */
    private boolean hopeless;

    /** Makes room if there is too little. */
    void ensure() {
        if (!hopeless && Stream.of(edens).anyMatch(EdenRoom::isShort)) {
            System.gc();
            hopeless = Stream.of(edens).anyMatch(EdenRoom::isShort);
        }
    }

    private static boolean isShort(MemoryPoolMXBean eden) {
        MemoryUsage usage = eden.getUsage();
        return usage.getCommitted() - usage.getUsed() < Math.min(ENOUGH, usage.getCommitted() / 2);
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {
        ensure();
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        ensure();
    }

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
}
