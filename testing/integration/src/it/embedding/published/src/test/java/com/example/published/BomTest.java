package com.example.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The BOM as it is published. */
class BomTest {

    private static final Path ROOT = Path.of(System.getProperty("memberport.root"));
    private static final Path BOM = Path.of("target", "bom.xml");

    @Test
    void managesEveryLibraryThatIsPublishedAndNothingElse() throws Exception {
        List<String> managed = new ArrayList<>();
        NodeList dependencies = pom(BOM).getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            managed.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":" + version(dependency));
        }

        assertEquals(publishedLibraries(), new TreeSet<>(managed));
        assertEquals(publishedLibraries().size(), managed.size(), "each of them once");
    }

    @Test
    void bringsNothingByAParent() throws Exception {
        Element bom = pom(BOM);

        for (String inherited : new String[] {"parent", "properties", "dependencies", "build", "repositories"}) {
            assertTrue(children(bom, inherited).isEmpty(), inherited);
        }
    }

    /** The modules that are jars and not kept from being deployed. */
    private static Set<String> publishedLibraries() throws Exception {
        Set<String> libraries = new TreeSet<>();
        for (Element module : children(children(pom(ROOT.resolve("pom.xml")), "modules"), "module")) {
            Element pom = pom(ROOT.resolve(module.getTextContent()).resolve("pom.xml"));
            boolean jar = children(pom, "packaging").isEmpty();
            boolean kept = children(children(pom, "properties"), "maven.deploy.skip").stream()
                    .anyMatch(skip -> skip.getTextContent().equals("true"));
            if (jar && !kept) {
                libraries.add(
                        "io.memberport:" + text(pom, "artifactId") + ":" + System.getProperty("memberport.version"));
            }
        }
        return libraries;
    }

    /** As Maven reads it, which puts the BOM's own version in. */
    private static String version(Element dependency) throws Exception {
        return text(dependency, "version").replace("${project.version}", text(pom(BOM), "version"));
    }

    private static Element pom(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
    }

    private static String text(Element parent, String child) {
        return children(parent, child).get(0).getTextContent();
    }

    private static List<Element> children(List<Element> parents, String name) {
        return parents.stream()
                .flatMap(parent -> children(parent, name).stream())
                .toList();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
