using Microsoft.Extensions.Logging;

namespace FamilyCart.ServiceDefaults.Access;

public sealed partial class OperatorAudit
{
    [LoggerMessage(4650, LogLevel.Information, "Operator {Operator} asks for {Method} {Route}")]
    private partial void LogAction(string @operator, string method, string route);
}
