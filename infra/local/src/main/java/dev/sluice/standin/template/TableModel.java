package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A DynamoDB table of the template.
 *
 * @param logicalId its key in the template
 * @param name its name
 * @param creation the body of {@code CreateTable}
 * @param ttlAttribute the attribute that says when an item expires
 */
public record TableModel(
    String logicalId, String name, ObjectNode creation, Optional<String> ttlAttribute) {}
