namespace FamilyCart.Api.Sockets;

/// <summary>Who watches, by which log-in.</summary>
internal sealed record Watcher(Guid AccountId, Guid LoginId);
