namespace FamilyCart.Api.Validation;

/// <summary>Stops a request whose body breaks its limits before the endpoint sees it.</summary>
internal sealed class ValidationFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var errors = new ValidationErrors();
        foreach (var body in context.Arguments.OfType<IValidated>())
        {
            body.Validate(errors);
        }

        return errors.Any ? errors.ToHttp() : await next(context);
    }
}
