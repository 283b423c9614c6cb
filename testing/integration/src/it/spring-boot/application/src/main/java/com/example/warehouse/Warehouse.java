package com.example.warehouse;

import io.memberport.http.AlidaApi;
import io.memberport.http.ClientCredentials;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An application that has a DataSource and an S3Client, and gives them to the export. */
@SpringBootApplication
public class Warehouse {

    @Bean
    AlidaApi alida(
            @Value("${alida.url}") URI url,
            @Value("${alida.community}") String community,
            @Value("${alida.client-id}") String clientId,
            @Value("${alida.client-secret}") String clientSecret,
            @Value("${alida.api-key}") String apiKey) {
        return AlidaApi.at(url)
                .community(community)
                .credentials(new ClientCredentials(clientId, clientSecret, apiKey))
                .build();
    }

    @Bean
    S3Client store(
            @Value("${store.endpoint}") URI endpoint,
            @Value("${store.access-key}") String accessKey,
            @Value("${store.secret-key}") String secretKey) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }
}
