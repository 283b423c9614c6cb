package io.memberport.port.network;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates in PEM. What stands around them is ignored, as other programs do. */
final class AuthorityFile {

    private static final long MOST_BYTES = 16L << 20;
    private static final Pattern CERTIFICATE = Pattern.compile(
            "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----");

    private AuthorityFile() {}

    static List<X509Certificate> read(Path pem) {
        String text = textOf(pem);
        List<X509Certificate> found = new ArrayList<>();
        Matcher certificates = CERTIFICATE.matcher(text);
        while (certificates.find()) {
            found.add(certificate(certificates.group(), pem, found.size() + 1));
        }
        if (found.isEmpty()) {
            throw unusable(
                    pem, "holds no certificate in PEM (-----BEGIN CERTIFICATE-----). Convert it with openssl x509.");
        }
        return found;
    }

    private static String textOf(Path pem) {
        try {
            if (!Files.exists(pem)) {
                throw unusable(pem, "does not exist. Check the path.");
            }
            if (!Files.isRegularFile(pem) || Files.size(pem) > MOST_BYTES) {
                throw unusable(pem, "is not a file of certificates. Check the path.");
            }
            return Files.readString(pem, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw unusable(pem, "cannot be read. Check its permissions.");
        }
    }

    private static X509Certificate certificate(String text, Path pem, int number) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            certificate.checkValidity();
            return certificate;
        } catch (CertificateExpiredException expired) {
            throw unusable(pem, "has a certificate that has expired (number " + number + "). Replace it.");
        } catch (CertificateNotYetValidException early) {
            throw unusable(pem, "has a certificate that is not valid yet (number " + number + "). Check the clock.");
        } catch (CertificateException damaged) {
            throw unusable(pem, "has a damaged certificate (number " + number + "). Copy it again.");
        }
    }

    private static MemberportException unusable(Path pem, String what) {
        return new MemberportException(
                FailureKind.CONFIGURATION, "The file of trusted authorities " + pem + " " + what);
    }
}
