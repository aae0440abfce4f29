package dev.lanewise.cli.predict;

import dev.lanewise.engine.file.FileKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that is taken for a picture and can't be read, told by its first bytes.
 *
 * @param name as a sentence calls it
 * @param remedy what to do about it
 */
record ForeignFile(String name, String remedy) {
    private static final int LOOKED_AT = 1024;
    private static final String CONVERT = "save it as PNG or JPEG";
    private static final String NAME_MODEL = "name it with --model, and a picture to look at";
    private static final String UNPACK = "unpack it and name the picture within";
    private static final String DOWNLOAD = "download the picture itself";

    /** What stands at a place, in Latin-1, and what that says; the first that fits counts. */
    private record Signature(int at, String bytes, String name, String remedy) {
        Signature(String bytes, String name) {
            this(0, bytes, name, CONVERT);
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            new Signature(8, "WEBP", "a WebP picture", CONVERT),
            new Signature("\u00ff\n", "a JPEG XL picture"),
            new Signature("\0\0\0\fJXL ", "a JPEG XL picture"),
            new Signature("\0\0\0\fjP  ", "a JPEG 2000 picture"),
            new Signature("\u00ffO\u00ffQ", "a JPEG 2000 picture"),
            new Signature("II\u00bc", "a JPEG XR picture"),
            new Signature("8BPS", "a Photoshop picture"),
            new Signature("gimp xcf", "a GIMP picture"),
            new Signature("\0\0\1\0", "an icon"),
            new Signature("\0\0\2\0", "a cursor"),
            new Signature("%!PS", "a PostScript file"),
            new Signature("\u00c5\u00d0\u00d3\u00c6", "a PostScript file"),
            new Signature("AT&TFORM", "a DjVu file"),
            new Signature("v/1\1", "an OpenEXR picture"),
            new Signature("#?RADIANCE", "a Radiance picture"),
            new Signature("DDS ", "a DirectDraw surface"),
            new Signature("qoif", "a QOI picture"),
            new Signature("farbfeld", "a farbfeld picture"),
            new Signature("SIMPLE  =", "a FITS picture"),
            new Signature(128, "DICM", "a DICOM picture", CONVERT),
            new Signature("II+\0", "a BigTIFF picture"),
            new Signature("MM\0+", "a BigTIFF picture"),
            new Signature("IIRO", "a camera's raw picture"),
            new Signature("IIU\0", "a camera's raw picture"),
            new Signature("FUJIFILMCCD", "a camera's raw picture"),
            new Signature("\u00d7\u00cd\u00c6\u009a", "a Windows metafile"),
            new Signature(40, " EMF", "a Windows metafile", CONVERT),
            new Signature("/* XPM", "an XPM picture"),
            new Signature("#define", "an XBM picture"),
            new Signature("%PDF", "a PDF"),
            new Signature(0, "\0\0\b\3", "an IDX file of images",
                    "name its folder with --data and one of its images, such as test:0"),
            new Signature(0, "\0\0\b\1", "an IDX file of labels",
                    "name its folder with --data and one of its images, such as test:0"),
            new Signature(0, "\u0093NUMPY", "a NumPy array", CONVERT),
            new Signature(0, "PK\3\4", "a ZIP archive", UNPACK),
            new Signature(0, "\u001f\u008b", "a gzip file", UNPACK),
            new Signature(0, "7z\u00bc\u00af", "a 7z archive", UNPACK),
            new Signature(0, "Rar!", "a RAR archive", UNPACK),
            new Signature(0, "version https://git-lfs", "a Git LFS pointer",
                    "fetch the picture itself with git lfs pull"),
            new Signature(0, "RIFF", "a film or a sound", "save a picture of it as PNG or JPEG"),
            new Signature(0, "\u001aE\u00df\u00a3", "a film",
                    "save a picture of it as PNG or JPEG"));

    /** The kind of a file, if it is a known one. */
    static Optional<ForeignFile> of(byte[] content) {
        String bytes = new String(content, 0, Math.min(content.length, LOOKED_AT),
                StandardCharsets.ISO_8859_1);
        if (bytes.startsWith("ftyp", 4)) {
            return Optional.of(ofBrands(bytes));
        }
        if (FileKind.isOnnx(content)) {
            return Optional.of(new ForeignFile("an ONNX model", NAME_MODEL));
        }
        if (bytes.startsWith("{\"", Long.BYTES)) {
            return Optional.of(new ForeignFile("a safetensors file", NAME_MODEL));
        }
        if (bytes.matches("(?s)P[1-7]\\s.*")) {
            return Optional.of(new ForeignFile("a PNM picture", CONVERT));
        }
        return ofMarkup(bytes).or(() -> SIGNATURES.stream()
                .filter(s -> bytes.startsWith(s.bytes(), s.at()))
                .map(s -> new ForeignFile(s.name(), s.remedy()))
                .findFirst());
    }

    /** Of the ISO base media file format: its brands stand in its first box. */
    private static ForeignFile ofBrands(String bytes) {
        int end = Math.min(bytes.length(), (bytes.charAt(2) << Byte.SIZE) | bytes.charAt(3));
        String brands = bytes.substring(0, Math.max(8, end));
        if (brands.contains("avif") || brands.contains("avis")) {
            return new ForeignFile("an AVIF picture", CONVERT);
        }
        if (brands.matches("(?s).*(hei[cxms]|hev[cxms]|mif1|msf1|mif2).*")) {
            return new ForeignFile("a HEIC picture", CONVERT);
        }
        return brands.startsWith("crx ", 8) ? new ForeignFile("a camera's raw picture", CONVERT)
                : new ForeignFile("a film", "save a picture of it as PNG or JPEG");
    }

    private static Optional<ForeignFile> ofMarkup(String bytes) {
        String text = bytes.replaceFirst("^\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (!text.startsWith("<")) {
            return Optional.empty();
        }
        if (text.contains("<svg") || text.contains("<!doctype svg")) {
            return Optional.of(new ForeignFile("an SVG picture", CONVERT));
        }
        return text.contains("<html") || text.contains("<!doctype html") || text.contains("<head")
                ? Optional.of(new ForeignFile("a web page", DOWNLOAD))
                : Optional.empty();
    }
}
