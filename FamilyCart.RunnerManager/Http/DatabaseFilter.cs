using FamilyCart.RunnerManager.Storage;

namespace FamilyCart.RunnerManager.Http;

/// <summary>Answers 503 where the database does not, and never with what the database said: that may name addresses.</summary>
internal sealed class DatabaseFilter : IEndpointFilter
{
    private const string Detail = "The database cannot be used at the moment; ask again.";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            context.HttpContext.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem(Detail, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
