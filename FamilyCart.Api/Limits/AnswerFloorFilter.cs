using FamilyCart.Api.Accounts.Logins;
using FamilyCart.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FamilyCart.Api.Limits;

/// <summary>Has every answer of an endpoint wait for the floor but that of a log-in that succeeds.</summary>
internal sealed class AnswerFloorFilter(AnswerFloor floor) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var arrived = floor.Now();
        var answer = await next(context);
        return answer is Ok<LoginResponse> || await floor.WaitAsync(arrived, context.HttpContext.RequestAborted)
            ? answer
            : FailureProblems.ToHttp(Failure.PasswordChecksBusy);
    }
}
