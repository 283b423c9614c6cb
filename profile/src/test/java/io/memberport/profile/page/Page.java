package io.memberport.profile.page;

import io.memberport.profile.ExportProfile;
import io.memberport.profile.ProfileComparison;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A page as it is written and as it is parsed.
 *
 * @param source all of it
 */
record Page(String source, Document document) {

    static Page of(ExportProfile profile) {
        return of(profile, null);
    }

    static Page of(ExportProfile profile, @Nullable ProfileComparison comparison) {
        StringWriter out = new StringWriter();
        try {
            ProfilePage.write(profile, comparison, out);
            return new Page(
                    out.toString(),
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(out.toString()))));
        } catch (IOException | SAXException | ParserConfigurationException failure) {
            throw new AssertionError("not well-formed", failure);
        }
    }

    /** The elements that an XPath finds. */
    List<Element> elements(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        } catch (XPathExpressionException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** The text of each element that an XPath finds; spaces that do not break are spaces. */
    List<String> texts(String path) {
        return elements(path).stream().map(Page::text).toList();
    }

    /** The text of the section whose heading has the id. */
    String section(String id) {
        return String.join("", texts("//section[h2/@id='" + id + "']"));
    }

    private static String text(Element element) {
        return element.getTextContent().replace('\u00A0', ' ').strip();
    }
}
