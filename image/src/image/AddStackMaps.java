import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * Copies a jar, and gives stack maps to its classes that have none because they were compiled for Java 5 or earlier. What they do
 * stays the same; Java only verifies them in the way of newer classes. Needs Java 24 or later.
 */
public final class AddStackMaps {

    private static final int MAJOR_VERSION = 7;

    private final JarFile jar;
    private final ClassFile classFiles;

    private AddStackMaps(JarFile jar) {
        this.jar = jar;
        this.classFiles = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(this::open)
                        .orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** Takes the jar and its copy. */
    public static void main(String[] arguments) throws IOException {
        try (JarFile jar = new JarFile(arguments[0]);
                JarOutputStream copy = new JarOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            AddStackMaps maps = new AddStackMaps(jar);
            for (JarEntry entry : Collections.list(jar.entries())) {
                JarEntry same = new JarEntry(entry.getName());
                same.setTime(entry.getTime());
                copy.putNextEntry(same);
                copy.write(maps.contentOf(entry));
                copy.closeEntry();
            }
        }
    }

    private byte[] contentOf(JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            boolean old = entry.getName().endsWith(".class") && content[MAJOR_VERSION] < ClassFile.JAVA_6_VERSION;
            return old ? withStackMaps(content) : content;
        }
    }

    private byte[] withStackMaps(byte[] content) {
        // Code that is taken over as a whole would be taken over without them.
        MethodTransform again = MethodTransform.transformingCode((code, element) -> code.with(element));
        ClassTransform newer = (type, element) -> {
            switch (element) {
                case ClassFileVersion version -> type.withVersion(ClassFile.JAVA_8_VERSION, 0);
                case MethodModel method -> type.transformMethod(method, again);
                default -> type.with(element);
            }
        };
        return classFiles.transformClass(classFiles.parse(content), newer);
    }

    private InputStream open(ClassDesc type) {
        String descriptor = type.descriptorString();
        JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
