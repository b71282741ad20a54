using System.Globalization;
using FamilyCart.Gateway.Deployments;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Gateway.Administration;

/// <summary>Carries out what an operator asks for: If-Match, Idempotency-Key, and an answer that says what holds now.</summary>
internal sealed class AdministrationDesk(DeploymentDesk desk, DeploymentOverview overview, TimeProvider time)
{
    /// <summary>Changes the state by a rule.</summary>
    public async Task<IResult> ChangeAsync(HttpContext context, Func<DeploymentState, DateTimeOffset, DeploymentChange> rule)
    {
        if (!TryReadRevision(context.Request, out var revision))
        {
            return DeploymentResults.BadMatch();
        }

        var change = await desk.ChangeAsync(state => Note(context, state, rule(state, time.GetUtcNow())), revision, context.RequestAborted);
        return change.Refusal is { } refusal ? DeploymentResults.Refuse(refusal, desk.State) : DeploymentResults.Show(context, overview.Of(change.State!));
    }

    /// <summary>Begins a deployment; one that the same key began before is shown again.</summary>
    public async Task<IResult> BeginAsync(HttpContext context, DeploymentRequest request)
    {
        if (!TryReadRevision(context.Request, out var revision))
        {
            return DeploymentResults.BadMatch();
        }

        if (!overview.Has(request.Slot))
        {
            return DeploymentResults.Refuse(DeploymentRefusal.SlotUnknown, desk.State);
        }

        var begun = false;
        var change = await desk.ChangeAsync(
            state =>
            {
                var earlier = DeploymentRules.Earlier(state, request.Key);
                begun = earlier is null;
                // A request that is sent again carries the revision of the first time.
                return Note(
                    context,
                    state,
                    earlier is null && revision is { } seen && seen != state.Revision ? DeploymentRefusal.StateChanged
                    : earlier is null ? DeploymentRules.Begin(state, request, Guid.CreateVersion7(time.GetUtcNow()), time.GetUtcNow())
                    : earlier.Slot == request.Slot && earlier.Mode == request.Mode ? state
                    : DeploymentRefusal.KeyReused);
            },
            null,
            context.RequestAborted);
        return change.Refusal is { } refusal
            ? DeploymentResults.Refuse(refusal, desk.State)
            : DeploymentResults.Show(context, overview.Of(change.State!), begun ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    // For the audit: what this call found, and what it would make of it.
    private static DeploymentChange Note(HttpContext context, DeploymentState before, DeploymentChange change)
    {
        context.Features.Set(new DeploymentOutcome(before, change.State ?? before));
        return change;
    }

    /// <summary>If-Match: the revision that the caller saw; * or none for any.</summary>
    private static bool TryReadRevision(HttpRequest request, out long? revision)
    {
        revision = null;
        var match = request.Headers.IfMatch;
        if (match.Count == 0 || match == "*")
        {
            return true;
        }

        var isRead = EntityTagHeaderValue.TryParse(match.ToString(), out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (revision = number) is not null;
        return isRead;
    }
}
