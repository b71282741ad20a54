using System.Security.Cryptography;
using System.Text;
using FamilyCart.GitHubEmulator.Jobs;

namespace FamilyCart.GitHubEmulator.Control;

/// <summary>
/// Keeps strangers from <c>/emulator</c>: a job can run a shell script on the runner's machine. With a control token only its holder
/// comes in; without one only programs of this machine, and no web page in its browser, and then no script.
/// </summary>
internal sealed class ControlGuard(EmulatorSettings settings) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (settings.ControlToken is { } token)
        {
            var expected = Encoding.UTF8.GetBytes("Bearer " + token);
            return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()))
                ? await next(context)
                : TypedResults.Problem("The control token is missing or wrong (Emulator:ControlToken).", statusCode: 401);
        }

        if (request.Host.Host is not ("127.0.0.1" or "localhost" or "[::1]") || request.Headers.Origin.Count > 0)
        {
            return TypedResults.Problem("Only programs on this machine are served without a control token (Emulator:ControlToken).", statusCode: 403);
        }

        return context.Arguments.OfType<RunRequest>().Any(run => run.Jobs.Any(job => job.Script.Any(step => step.Kind == StepKind.Run)))
            ? TypedResults.Problem("A step that runs a script needs the control token (Emulator:ControlToken).", statusCode: 403)
            : await next(context);
    }
}
