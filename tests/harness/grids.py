"""What the tests of grids that grow share."""
from launching import LaunchTest

# Prints the content of a run's configuration on one line: what liftoff adds is left out.
CONTENT = r"""added='^(_experiment_parameters|experiment|title|cfg_id|comment|commit|run_id|out_dir|cfg_dir|resume):'
content=$(awk -v added="$added" '/^[^ ]/ { skip = $0 ~ added } !skip' "$LIFTOFF_CONFIG" | sort | tr '\n' ';')
"""


class GridTest(LaunchTest):
    def grid(self, config, default="lr: 0\nepochs: 10\n", name="g"):
        self.write(f"configs/{name}/default.yaml", default)
        self.write(f"configs/{name}/config.yaml", config)

    def prepare(self, *args, check=0, name="g"):
        return self.run_tool("liftoff-prepare", name, *args, check=check)

    def files(self, name="g"):
        """Number to title."""
        found = {}
        for path in (self.dir / "configs" / name).glob(f"{name}_*.yaml"):
            found[path.stem[len(name) + 1:]] = path.read_text().splitlines()[0].removeprefix("title: ")
        return found

    def job(self, then=":"):
        return self.script(CONTENT + f'say "+ $(basename "$LIFTOFF_RUN_DIR") $content"\n{then}')

    def ran(self):
        """Folder and content of each run that was made, in order."""
        return [tuple(line.split(" ", 2)[1:]) for line in self.said("+")]
