using FamilyCart.Api.Events;
using Npgsql;

namespace FamilyCart.Api.Changes;

/// <summary>A change of one list: an open transaction that holds the list's lock.</summary>
internal sealed class ListChange(NpgsqlConnection connection, LockedList list, Guid accountId, DateTime now)
{
    private readonly List<ListNews> _news = [];

    internal NpgsqlConnection Connection => connection;

    internal LockedList List => list;

    /// <summary>Who makes the change.</summary>
    internal Guid AccountId => accountId;

    /// <summary>The time of the change, UTC.</summary>
    internal DateTime Now => now;

    /// <summary>What the members are told once the change is committed, in this order.</summary>
    internal IReadOnlyList<ListNews> News => _news;

    /// <summary>Has the members told of something; each piece of news takes the list's next number.</summary>
    internal void Tell(ListNews news) => _news.Add(news);
}
