namespace Bingobot.Tests;

internal static class TestFolders
{
    public static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bingobot.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Bingobot.slnx was not found above the test's folder.");
    }
}
