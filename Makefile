# Semua penyiapan dikerjakan di sini: cukup Python 3.11+, make dan git.
PYTHON ?= python3
BIN := .venv/bin
HASIL := hasil/tabel-2.1-balangan-2023_terisi.xlsx

.PHONY: contoh uji periksa-kode ukur emas data gambar bersih

contoh: .venv/siap  ## isi matriks contoh dan sebutkan letak hasilnya
	@mkdir -p hasil
	@$(BIN)/renja-xl isi sample_data/tabel-2.1-balangan-2023.xlsx -o $(HASIL) --timpa --aturan balangan-2023

uji: .venv/siap-uji periksa-kode  ## seluruh pemeriksaan dan uji
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

periksa-kode: .venv/siap-uji
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

ukur: .venv/siap-uji  ## rasio terhadap skrip tanpa makna, dalam satu kali jalan
	$(BIN)/python scripts/ukur.py
	$(BIN)/python scripts/ukur_baca.py
	$(BIN)/python scripts/ukur_periksa.py
	$(BIN)/python scripts/ukur_pantau.py
	$(BIN)/python scripts/ukur_gabung.py

emas: .venv/siap-uji  ## perbarui buku kerja acuan sesudah perubahan yang memang dimaksud
	$(BIN)/python scripts/bless_golden.py

data: .venv/siap-uji  ## bangun ulang data contoh, formulir kosong, docs/data.md dan docs/aturan.md
	$(BIN)/python scripts/build_sample_data.py
	$(BIN)/python scripts/build_templates.py
	$(BIN)/python scripts/build_docs.py

gambar: .venv/siap-uji  ## gambar untuk README dan panduan (perlu LibreOffice dan pdftoppm)
	$(BIN)/python scripts/build_pictures.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Perlu Python 3.11 atau lebih baru: make PYTHON=python3.12" && false)
	@$(PYTHON) -m venv .venv || (echo "Modul venv tidak ada; di Debian/Ubuntu: apt install python3-venv" && false)

.venv/siap: .venv/bin/python pyproject.toml tests/constraints.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c tests/constraints.txt -e .
	@touch $@

.venv/siap-uji: .venv/siap
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c tests/constraints.txt -e ".[uji]"
	@touch $@

bersih:
	rm -rf .venv hasil build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage
