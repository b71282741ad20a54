namespace FamilyCart.Api.Sockets;

/// <param name="Ticket">Opens one socket, as its query parameter `ticket`.</param>
/// <param name="ExpiresIn">Seconds until it is worthless.</param>
internal sealed record TicketResponse(string Ticket, int ExpiresIn)
{
    /// <summary>Without the ticket.</summary>
    public override string ToString() => nameof(TicketResponse);
}
