package dev.sluice.standin;

import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.dynamodb.LocalDynamoDb;
import dev.sluice.standin.event.ObjectEvents;
import dev.sluice.standin.fault.Faults;
import dev.sluice.standin.gateway.Gateway;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.template.StackModel;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a running stack.
 *
 * @param closer closes them all
 */
record StackParts(
    StackModel model,
    FunctionEnvironment environment,
    StackServer server,
    LambdaService lambda,
    QueueService queues,
    Optional<Gateway> gateway,
    Optional<LocalDynamoDb> dynamoDb,
    ObjectEvents objects,
    Functions functionParts,
    PermissionCheck permissions,
    Faults faults,
    FunctionSwitches functions,
    List<Step> steps,
    Closer closer) {}
