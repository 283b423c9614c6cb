package io.memberport.engines;

import io.memberport.engines.RawExports.RawExport;
import io.memberport.export.ExportListener;
import io.memberport.export.ExportTransfer;
import io.memberport.file.DocumentLimits;
import io.memberport.file.ExportFile;
import io.memberport.port.Layout;
import io.memberport.port.MemberSink;
import io.memberport.sink.s3.S3MemberSink;
import io.memberport.sink.s3.S3Options;
import io.memberport.testing.process.FileTree;
import io.memberport.testing.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Writes all exports in every form into buckets, and copies each bucket to a folder. The engines read the folders: their own clients
 * of S3 are hundreds of megabytes, and not what is tested. A program of its own, because its libraries are not the engines'.
 */
final class LakeWriter implements AutoCloseable {

    private static final String PREFIX = "members/";
    private static final long FILE_BYTES = 256 << 10;

    private final ObjectStore store = ObjectStore.start();
    private final AwsCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), store.secretKey()));
    private final S3Client client = S3Client.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .endpointOverride(store.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();

    public static void main(String[] args) throws IOException {
        try (LakeWriter writer = new LakeWriter()) {
            for (Form form : Form.all()) {
                writer.write(form);
            }
        }
    }

    private void write(Form form) throws IOException {
        String bucket = store.createBucket();
        S3MemberSink.Builder target = S3MemberSink.to("s3://" + bucket + "/" + PREFIX)
                .credentials(credentials)
                .endpoint(store.endpoint())
                .region(Region.US_EAST_1.id())
                .pathStyle(true)
                .format(S3Options.Format.valueOf(form.format().toUpperCase(Locale.ROOT)))
                .layout(Layout.valueOf(form.layout().toUpperCase(Locale.ROOT)))
                .compression(S3Options.Compression.valueOf(form.compression().toUpperCase(Locale.ROOT)))
                .invalidValues(S3Options.InvalidValues.REPLACE)
                .fileBytes(FILE_BYTES);
        for (RawExport export : RawExports.all()) {
            try (MemberSink sink = target.build()) {
                ExportTransfer.forCommunity(export.community())
                        .run(file(export), null, List.of(sink), ExportListener.NONE);
            }
        }
        download(bucket, form.bucket());
    }

    private static ExportFile file(RawExport export) {
        byte[] json = export.json().getBytes(StandardCharsets.UTF_8);
        return ExportFile.ofStreams(
                "export file " + export.batch(), () -> new ByteArrayInputStream(json), DocumentLimits.DEFAULT);
    }

    private void download(String bucket, Path folder) throws IOException {
        if (Files.exists(folder)) {
            FileTree.delete(folder);
        }
        for (S3Object object :
                client.listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
            Path file = folder.resolve(object.key());
            Files.createDirectories(file.getParent());
            client.getObject(request -> request.bucket(bucket).key(object.key()), file);
        }
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
