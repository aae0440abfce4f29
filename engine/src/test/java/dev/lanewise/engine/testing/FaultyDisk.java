package dev.lanewise.engine.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The disk of this machine, but that calls fail: opening, writing (after a part), forcing, closing,
 * moving, deleting. Paths made by {@link #path} lead to it.
 */
public final class FaultyDisk extends FileSystemProvider {
    private final int first;
    private final int last;
    private final FileSystem fileSystem = new System(this);
    private final List<String> calls = new ArrayList<>();

    /** The calls numbered {@code first} to {@code last}, from 1, fail. */
    public FaultyDisk(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** What was called so far. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Counts a call, and fails where its number says so. */
    void call(String what) throws IOException {
        calls.add(what);
        if (first <= calls.size() && calls.size() <= last) {
            throw new IOException("Call " + calls.size() + ", " + what + ", fails");
        }
    }

    /** Whether the next call will fail. */
    boolean failsNext() {
        return first <= calls.size() + 1 && calls.size() + 1 <= last;
    }

    /** The path to the same file through this disk. */
    public Path path(Path real) {
        return (Path) Proxy.newProxyInstance(Path.class.getClassLoader(),
                new Class<?>[]{Path.class}, new Handler(real));
    }

    private static Object real(Object path) {
        return path instanceof Path && Proxy.isProxyClass(path.getClass())
                ? ((Handler) Proxy.getInvocationHandler(path)).path
                : path;
    }

    private static Path real(Path path) {
        return (Path) real((Object) path);
    }

    private final class Handler implements InvocationHandler {
        private final Path path;

        private Handler(Path path) {
            this.path = path;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return fileSystem;
            }
            Object[] all = arguments == null ? new Object[0] : arguments.clone();
            for (int i = 0; i < all.length; i++) {
                all[i] = real(all[i]);
            }
            try {
                Object result = method.invoke(path, all);
                return result instanceof Path other ? path(other) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) throws IOException {
        call("open");
        return new FaultyChannel(this, FileChannel.open(real(path), options, attributes));
    }

    @Override
    public void delete(Path path) throws IOException {
        call("delete");
        provider().delete(real(path));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        call("move");
        provider().move(real(source), real(target), options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type,
            LinkOption... options) throws IOException {
        return provider().readAttributes(real(path), type, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        provider().checkAccess(real(path), modes);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return provider().isSameFile(real(path), real(other));
    }

    private static FileSystemProvider provider() {
        return FileSystems.getDefault().provider();
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("No test needs it");
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw unused();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw unused();
    }

    @Override
    public Path getPath(URI uri) {
        throw unused();
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
            FileAttribute<?>... attributes) {
        throw unused();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder,
            DirectoryStream.Filter<? super Path> filter) {
        throw unused();
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) {
        throw unused();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw unused();
    }

    @Override
    public boolean isHidden(Path path) {
        throw unused();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw unused();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type,
            LinkOption... options) {
        throw unused();
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes,
            LinkOption... options) {
        throw unused();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw unused();
    }

    /** Knows its provider alone. */
    private static final class System extends FileSystem {
        private final FileSystemProvider provider;

        private System(FileSystemProvider provider) {
            this.provider = provider;
        }

        @Override
        public FileSystemProvider provider() {
            return provider;
        }

        @Override
        public void close() {
            // Nothing is open.
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return FileSystems.getDefault().getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            throw unused();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            throw unused();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            throw unused();
        }

        @Override
        public Path getPath(String first, String... more) {
            throw unused();
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw unused();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw unused();
        }

        @Override
        public WatchService newWatchService() {
            throw unused();
        }
    }
}
