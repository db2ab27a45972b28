using System.Text;

namespace Bingobot.Storage.Fuzz.Stores;

/// <summary>A store that opens, and what it holds.</summary>
/// <param name="Name">Its state, for people and for the file in the corpus.</param>
/// <param name="Bytes">The store.</param>
/// <param name="Documents">How many documents it holds.</param>
public sealed record GoodStore(string Name, byte[] Bytes, int Documents);

/// <summary>Sound stores in every state that a life can leave, crashes included. Scripts name them by their index: only append.</summary>
public static class GoodStores
{
    private const ulong Salt = 0x0123456789abcdef;

    public static IReadOnlyList<GoodStore> All { get; } =
    [
        new("empty", [], 0),
        new("blank", new byte[Layout.DocumentsOffset + 100], 0),
        new("formatted", new ForgedStore(Salt).Commit(0, 1).ToArray(), 0),
        new("closed-empty", new ForgedStore(Salt).Commit(0, 1).Commit(1, 2, clean: true).ToArray(), 0),
        new("closed", Five(new ForgedStore(Salt)).Commit(1, 2, unproven: 5).Commit(0, 3, clean: true).ToArray(), 5),
        new("flushed-first", Five(new ForgedStore(Salt).Commit(0, 1)).Commit(1, 2, unproven: 5).ToArray(), 5),
        new("flushed-again", Five(Five(new ForgedStore(Salt)).Commit(0, 3)).Commit(1, 4, unproven: 5).ToArray(), 10),
        new("torn-records", Five(Five(new ForgedStore(Salt)).Commit(0, 3)).Commit(1, 4, unproven: 5).Tear().ToArray(), 5),
        new("torn-copy", Five(Five(new ForgedStore(Salt)).Commit(0, 3)).Commit(1, 4, unproven: 5, copies: 1).ToArray(), 10),
        new("torn-overwrite", Five(Five(new ForgedStore(Salt)).Commit(1, 2).Commit(0, 3)).Commit(1, 4, 5, copies: 1).ToArray(), 10),
        new("popped", Five(Five(new ForgedStore(Salt)).Commit(0, 3)).Commit(1, 4).Pop(6).Commit(0, 5).ToArray(), 4),
        new("popped-and-pushed", Five(Five(new ForgedStore(Salt)).Commit(0, 3).Pop(3).Commit(1, 4)).Commit(0, 5, unproven: 5).ToArray(), 7),
        new("pushed-over-not-committed", Five(new ForgedStore(Salt)).Commit(0, 3).Pop(4).Commit(1, 4).Push(9, 9, 9).Push(8).ToArray(), 1),
        new("cleared-with-junk", Five(new ForgedStore(Salt)).Commit(0, 3).Pop(5).Commit(1, 4).ToArray(), 0),
        new("closed-with-junk", Five(new ForgedStore(Salt)).Commit(1, 4).Commit(0, 5, clean: true).Junk(3000).ToArray(), 5),
        new("empty-documents", Many(40, 0).Commit(0, 7, unproven: 20).ToArray(), 40),
        new("many-documents", Many(150, 9).Commit(0, 7, unproven: 3).ToArray(), 150),
        new("long-document", new ForgedStore(Salt).Push(1).Push(new byte[6000]).Push(2).Commit(1, 6, unproven: 2).ToArray(), 3),
        new("above-the-window", new ForgedStore(Salt).Push(1).Push(new byte[300_000]).Push(2).Commit(1, 6, unproven: 2).ToArray(), 3),
        new("head-above-zero", Five(new ForgedStore(Salt, head: 1000)).Commit(0, 9, unproven: 2).ToArray(), 5),
    ];

    private static ForgedStore Five(ForgedStore store) => store
        .Push(Encoding.UTF8.GetBytes("the first"))
        .Push()
        .Push(new byte[130])
        .Push(255)
        .Push(Encoding.UTF8.GetBytes("äöü, and the last of five"));

    private static ForgedStore Many(int documents, int longest)
    {
        var store = new ForgedStore(Salt);
        for (int i = 0; i < documents; i++)
            store.Push([.. Enumerable.Repeat((byte)i, longest == 0 ? 0 : i % (longest + 1))]);
        return store;
    }
}
