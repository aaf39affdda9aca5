"""liftoff-prepare where something was generated before: which number a combination has."""
from grids import GridTest
from liftoff_test import main


class Numbers(GridTest):
    def test_combinations_keep_theirs_and_new_ones_count_on(self):
        self.grid("lr: [0.1, 0.01]\n")
        self.prepare()
        self.grid("lr: [0.5, 0.01, 0.1]\n")
        shown = self.prepare("-n", "-f").stdout
        self.assertEqual(shown, "create  g_2  lr=0.5\nkeep    g_1  lr=0.01\nkeep    g_0  lr=0.1\n")
        self.assertEqual(self.files(), {"0": "lr=0.1", "1": "lr=0.01"})
        told = self.prepare("-f").stderr
        self.assertIn("2 configurations kept, 1 created in configs/g.", told)
        self.assertEqual(self.files(), {"0": "lr=0.1", "1": "lr=0.01", "2": "lr=0.5"})

    def test_a_number_is_never_given_twice(self):
        self.grid("lr: [1, 2, 3]\n")
        self.prepare()
        self.grid("lr: [1, 2]\n")
        self.assertIn("2 configurations kept, 1 deleted in", self.prepare("-f").stderr)
        self.grid("lr: [1, 2, 4]\n")
        self.prepare("-f")
        self.assertEqual(self.files(), {"0": "lr=1", "1": "lr=2", "3": "lr=4"})
        self.prepare("-c")
        self.prepare()
        self.assertEqual(sorted(self.files()), ["0", "1", "2"], "the original's numbers, where nothing is there")

    def test_a_new_variable_counts_as_its_default(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        self.grid("epochs: [5, 10]\nlr: [1, 2]\n")
        self.prepare("-f")
        self.assertEqual(self.files(), {"0": "lr=1; epochs=10", "1": "lr=2; epochs=10", "2": "lr=1; epochs=5",
                                        "3": "lr=2; epochs=5"})

    def test_what_people_wrote_stays(self):
        self.grid("lr: [1, 2]\n")
        by_hand = self.write("configs/g/g_1.yaml", "lr: 7\n")
        done = self.prepare()
        self.assertIn("written by hand, so it stays: g_1.yaml", done.stderr)
        self.assertEqual(self.files(), {"0": "lr=1", "1": "lr: 7", "2": "lr=2"})
        self.grid("lr: [2, 3]\n")
        self.assertIn("delete  g_0  lr=1\nkeep    g_2  lr=2\ncreate  g_3  lr=3\n", self.prepare("-n", "-f").stdout)
        self.prepare("-f")
        self.assertEqual(self.files(), {"1": "lr: 7", "2": "lr=2", "3": "lr=3"})
        self.assertIn("2 configurations would be deleted", self.prepare("-n", "-c").stderr)
        self.prepare("-c")
        self.assertEqual(by_hand.read_text(), "lr: 7\n")
        self.assertEqual(list(self.files()), ["1"])

    def test_dry_run_fails_where_the_preparation_would(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        done, dry = self.prepare(check=2), self.prepare("-n", check=2)
        self.assertEqual((dry.stdout, dry.stderr), (done.stdout, done.stderr))

    def test_files_of_the_original_need_no_manifest(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        (self.dir / "configs/g/.liftoff-prepare.json").unlink()
        self.grid("lr: [3, 2]\n")
        self.prepare("-f")
        self.assertEqual(self.files(), {"1": "lr=2", "2": "lr=3"})

    def test_equal_numbers_are_refused(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        (self.dir / "configs/g/g_1.yaml").rename(self.dir / "configs/g/g_00.yaml")
        done = self.prepare("-f", check=2)
        self.assertIn("configs/g: g_0.yaml and g_00.yaml have the same number\nhint: rename one of them", done.stderr)
        dry = self.prepare("-n", "-f", check=2)
        self.assertEqual((dry.stdout, dry.stderr), (done.stdout, done.stderr))
        self.assertEqual(self.run_tool("liftoff", "/bin/true", "-n", "-e", "g", check=2).stderr.split(": ", 1)[1],
                         done.stderr.split(": ", 1)[1], "the launch says the same")
        self.assertEqual(self.files(), {"0": "lr=1", "00": "lr=2"})
        self.assertIn("2 configurations deleted", self.prepare("-c").stderr)

    def test_a_folder_in_the_way_is_seen_before_anything_is_written(self):
        self.grid("lr: [1, 2, 3, 4]\n")
        folder = self.dir / "configs/g"
        (folder / "g_2.yaml").mkdir()
        before = sorted(folder.iterdir())
        done = self.prepare(check=2)
        self.assertIn("configs/g/g_2.yaml: something of this name is in the way\nhint: move it away", done.stderr)
        self.assertEqual(sorted(folder.iterdir()), before)
        dry = self.prepare("-n", check=2)
        self.assertEqual((dry.stdout, dry.stderr), (done.stdout, done.stderr))

    def test_a_folder_in_the_way_of_a_new_combination(self):
        self.grid("lr: [1, 2]\n")
        self.prepare()
        self.grid("lr: [1, 3]\n")
        (self.dir / "configs/g/g_2.yaml").mkdir()
        done, dry = self.prepare("-f", check=2), self.prepare("-n", "-f", check=2)
        self.assertEqual((dry.stdout, dry.stderr), (done.stdout, done.stderr))
        (self.dir / "configs/g/g_2.yaml").rmdir()
        self.assertEqual(self.files(), {"0": "lr=1", "1": "lr=2"})
        self.prepare("-f")
        self.assertEqual(self.files(), {"0": "lr=1", "2": "lr=3"})

    def test_variables_that_liftoff_sets_are_refused(self):
        for text, line, name in (("resume: [a.pt, b.pt]\n", 1, "resume"),
                                 ("lr: [1]\nout_dir:\n  a: [1]\n", 3, "out_dir.a"),
                                 ("comment: [a]\n", 1, "comment"), ("cfg_dir_: [1]\n", 1, "cfg_dir_")):
            with self.subTest(text):
                self.grid(text)
                done = self.prepare(check=2)
                self.assertIn(f"configs/g/config.yaml:{line}: '{name}' cannot be a variable: liftoff sets",
                              done.stderr)
                self.assertIn("hint: give it another name", done.stderr)

    def test_no_number_is_left(self):
        self.grid("lr: [1, 2]\n")
        self.write(f"configs/g/g_{(1 << 63) - 1}.yaml", "lr: 3\n_experiment_parameters: {lr: 3}\n")
        done = self.prepare("-f", check=2)
        self.assertIn("a file has the greatest possible number: no further ones can be given", done.stderr)
        self.assertIn("hint: rename it, or delete all with liftoff-prepare -c", done.stderr)


if __name__ == "__main__":
    main()
