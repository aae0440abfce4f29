package dev.lanewise.engine.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file of a {@link FaultyDisk}. A write takes only a part of what it is given. */
final class FaultyChannel extends FileChannel {
    private static final int MOST_WRITTEN = 400;
    private final FaultyDisk disk;
    private final FileChannel real;

    FaultyChannel(FaultyDisk disk, FileChannel real) {
        this.disk = disk;
        this.real = real;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        ByteBuffer part = source.slice(source.position(),
                Math.min(source.remaining(), MOST_WRITTEN));
        if (disk.failsNext()) {
            real.write(part.limit(part.limit() / 2));
        }
        disk.call("write");
        int written = real.write(part);
        source.position(source.position() + written);
        return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        disk.call("force");
        real.force(metadata);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
        disk.call("close");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("No test needs it");
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw unused();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw unused();
    }

    @Override
    public FileChannel position(long position) {
        throw unused();
    }

    @Override
    public FileChannel truncate(long size) {
        throw unused();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw unused();
    }

    @Override
    public int read(ByteBuffer target, long position) {
        throw unused();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unused();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw unused();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw unused();
    }
}
